/**
 * Asks for what the first screen shows before anything else of the page is set up: the answers come meanwhile, and the
 * screen is rendered once and whole. Importing it is what begins it, so it is the first thing that the page imports.
 */
import { workbookOpened } from "../api/call";
import { readQuery } from "../api/hooks";
import { type Problem, toProblem } from "../api/problem";
import { createQueryClient } from "../api/queryClient";
import { followWorkbook } from "../api/workbookChanges";
import { LATEST, MONTH } from "../pages/home/homeReads";
import { setBranch } from "./branch";
import { loadFont } from "./font";
import { windowOptions } from "./windowOptions";

export const options = windowOptions();
export const client = createQueryClient();
setBranch(options.branch);

if (options.route && location.hash === "") {
  location.hash = options.route;
}

async function openingProblem(): Promise<Problem | undefined> {
  try {
    await workbookOpened();
    return undefined;
  } catch (rejection) {
    return toProblem(rejection);
  }
}

function readHome(): Promise<unknown> {
  const actorId = options.actingAs ?? undefined;
  // None of them fails: a page whose read failed says so itself.
  return Promise.all([
    client.prefetchQuery(readQuery("tenant_get", {}, actorId)),
    client.prefetchQuery(readQuery("happening_list", LATEST, actorId)),
    client.prefetchQuery(readQuery("usage_series", MONTH, actorId)),
  ]);
}

const isHome = location.hash === "" || location.hash === "#/";

async function everything(): Promise<Problem | undefined> {
  const [problem] = await Promise.all([
    openingProblem(),
    followWorkbook(client),
    isHome ? readHome() : client.prefetchQuery(readQuery("tenant_get", {}, options.actingAs ?? undefined)),
    loadFont(),
  ]);
  return problem;
}

/** Settles when all of it is there, with the reason why the workbook can't be opened. */
export const firstReads: Promise<Problem | undefined> = everything();
