import "./style/colours.css";
import "./style/page.css";
import "./style/parts.css";
import { render } from "preact";
import { App } from "./app";
import { base } from "./route";
import { applyTheme } from "./theme";

applyTheme();
// The base is relative to the first address; steps within the page change the address, and must not move it.
document.querySelector("base")?.setAttribute("href", base.href);
const root = document.getElementById("app");
if (root) render(<App />, root);
