/** A link to another page that looks like every other link. */
import { Link } from "@fluentui/react-components";
import { createLink } from "@tanstack/react-router";

export const PageLink = createLink(Link);
