/** The same link for what the start page needs too: its code is loaded when there is something to link to. */
import { onDemand } from "../onDemand";

export const LearnMoreLater = onDemand(async () => (await import("./LearnMore")).LearnMore);
