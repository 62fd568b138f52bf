/** Reads what the first screen shows before it is rendered, so that it is rendered once and whole. */
import type { QueryClient } from "@tanstack/react-query";
import { readQuery } from "../api/hooks";
import { LATEST, monthRequest } from "../pages/home/homeReads";

/** Never fails: a page whose read failed says so itself. */
export async function readFirstScreen(
  client: QueryClient,
  actorId: string | undefined,
  isHome: boolean,
): Promise<void> {
  const latest = isHome ? client.prefetchQuery(readQuery("happening_list", LATEST, actorId)) : undefined;
  try {
    const tenant = await client.fetchQuery(readQuery("tenant_get", {}, actorId));
    if (isHome) {
      await client.prefetchQuery(readQuery("usage_series", monthRequest(tenant.now), actorId));
    }
  } catch {
    return;
  }
  await latest;
}
