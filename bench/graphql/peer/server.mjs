// What a Neo4j user would take instead of us: @neo4j/graphql on Apollo Server, over the graph that `kg` writes.
// Environment: NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, PORT.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = /* GraphQL */ `
  type Paper @node {
    id: ID!
    title: String!
    date: String
    benchmarks: [Benchmark!]! @relationship(type: "EVALUATES_ON", direction: OUT)
    methods: [Method!]! @relationship(type: "USES", direction: OUT)
    comparesTo: [Method!]! @relationship(type: "COMPARES_TO", direction: OUT)
    proposes: [Method!]! @relationship(type: "PROPOSES", direction: OUT)
    tasks: [Task!]! @relationship(type: "ADDRESSES", direction: OUT)
    metrics: [Metric!]! @relationship(type: "REPORTS", direction: OUT)
    results: [Result!]! @relationship(type: "REPORTS_RESULT", direction: OUT)
  }
  type Benchmark @node {
    id: ID!
    name: String!
    paperCount: Int!
    papers: [Paper!]! @relationship(type: "EVALUATES_ON", direction: IN)
    results: [Result!]! @relationship(type: "ON", direction: IN)
  }
  type Method @node {
    id: ID!
    name: String!
    papers: [Paper!]! @relationship(type: "USES", direction: IN)
  }
  type Task @node {
    id: ID!
    name: String!
  }
  type Metric @node {
    id: ID!
    name: String!
  }
  type Result @node {
    id: ID!
    value: String!
    number: Float!
    unit: String!
    isDelta: Boolean!
    setting: String
    papers: [Paper!]! @relationship(type: "REPORTS_RESULT", direction: IN)
    metrics: [Metric!]! @relationship(type: "MEASURED_BY", direction: OUT)
  }
`;

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD, PORT } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
// The indexes that its users would make for these questions.
for (const property of ["id", "name"])
  await driver.executeQuery(`CREATE INDEX peer_${property} IF NOT EXISTS FOR (b:Benchmark) ON (b.${property})`);
await driver.executeQuery("CALL db.awaitIndexes(120)");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
await startStandaloneServer(new ApolloServer({ schema }), { listen: { host: "127.0.0.1", port: Number(PORT) } });
