/** Renders the whole window at an address, with a small tenant behind it. */
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Problem } from "../api/problem";
import { createQueryClient } from "../api/queryClient";
import { App } from "../app/App";
import { createAppRouter } from "../app/router";
import type { WindowOptions } from "../app/windowOptions";
import { answer } from "./shell";
import {
  branch,
  group,
  listed,
  policy,
  prerequisites,
  service,
  setting,
  subscription,
  tenant,
  usageSeries,
  workbook,
} from "./tenant";

type Answers = Parameters<typeof answer>[0];

export async function renderApp(
  route: string,
  answers: Answers = {},
  { problem, ...options }: WindowOptions & { problem?: Problem } = {},
) {
  answer({
    tenant_get: () => tenant(),
    journal_head: () => ({ branch: "main", seq: 1, hash: "0123456789abcdef0123" }),
    policy_list: () => listed(),
    chat_credits_get: () => ({ owned: false, applied: false, mostPolicies: 10 }),
    credit_policy_list: () => listed(),
    policy_get: () => policy(),
    service_list: () => listed(service()),
    subscription_list: () => listed(subscription()),
    prerequisite_check: () => prerequisites(),
    setting_list: () => listed(setting()),
    group_list: () => listed(group()),
    user_list: () => listed(),
    happening_list: () => listed(),
    import_list: () => listed(),
    month_list: () => ({
      ...listed(),
      asOf: "2026-11-17T10:00:00Z",
      firstOpen: "2026-11",
      firstOpenLabel: "November 2026",
      closable: null,
    }),
    notification_list: () => listed(),
    anomaly_list: () => ({
      ...listed(),
      from: "2026-10-19",
      until: "2026-11-18",
      rule: "",
      asOf: "2026-11-17T10:00:00Z",
    }),
    article_list: () => listed(),
    usage_series: () => usageSeries(),
    usage_plan_get: () => ({ planned: false, goesOn: false }),
    workbook_get: () => workbook(),
    scenario_list: () => listed({ name: "demo", about: "A lively tenant." }),
    branch_list: () => listed(branch()),
    usage_row_list: () => ({ ...listed(), from: "2026-10-19", until: "2026-11-18", asOf: "2026-11-17T10:00:00Z" }),
    rate_card_list: () => ({
      ...listed(),
      features: [],
      prices: [],
      planning: [],
      aiBuilder: [],
      history: [],
      hash: "00",
    }),
    usage_rate: () => {
      throw { code: "invalid_field", message: "Name a line.", field: "lines" };
    },
    ...answers,
  });
  location.hash = route;
  const router = createAppRouter();
  const view = render(
    <App
      options={{ reducedMotion: true, test: true, ...options }}
      problem={problem}
      client={createQueryClient()}
      router={router}
    />,
  );
  await waitFor(() => screen.getByRole("heading", { level: 1 }));
  return { router, user: userEvent.setup(), container: view.container };
}
