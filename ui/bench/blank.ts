/** A page with nothing: what the web view itself costs. */
import { markWhenPainted } from "./whenPainted";

markWhenPainted();
