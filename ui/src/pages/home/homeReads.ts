/** What the start page asks for, so that the start of the window can ask for it before the page is there. */
import type { Request } from "../../api/call";

export const LATEST: Request<"happening_list"> = { limit: 5 };

export const MONTH: Request<"usage_series"> = { monthSoFar: true, by: "payer" };
