/** The one next thing to do: make a policy, connect it, send a prompt, or bring in usage. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type LinkProps, useNavigate } from "@tanstack/react-router";
import type { NextStep as NextStepKey } from "../../generated/NextStep";
import type { TenantView } from "../../generated/TenantView";
import { testId } from "../../testIds";

interface Step {
  title: string;
  text: string;
  action: string;
  to: LinkProps["to"];
  search: LinkProps["search"];
}

/** The steps of the walk, in the words of the article that it follows. */
const STEPS: Record<NextStepKey, Step> = {
  policy: {
    title: "No billing policy yet",
    text: "Nobody pays for pay-as-you-go services until there is a billing policy.",
    action: "Add a billing policy",
    to: "/copilot/billing-usage",
    search: { panel: "create" },
  },
  connect: {
    title: "No service is connected",
    text: "A billing policy pays for nothing until a service is connected to it.",
    action: "Connect a service",
    to: "/copilot/billing-usage",
    search: { tab: "services" },
  },
  prompt: {
    title: "Try a prompt",
    text: "Send a prompt as somebody, to see what they see, what it costs and who pays.",
    action: "Send a prompt",
    to: "/reports/usage",
    search: { panel: "try" },
  },
  import: {
    title: "Bring in your own usage",
    text: "Import a usage file to see who pays for it, or who would have.",
    action: "Import a file",
    to: "/rehearsal/import",
    search: {},
  },
};

export function NextStep({ tenant }: { tenant: TenantView }) {
  const navigate = useNavigate();
  if (!tenant.nextStep) {
    return null;
  }
  const step = STEPS[tenant.nextStep];
  return (
    <MessageBar
      intent="info"
      layout="multiline"
      data-kind={`next-${tenant.nextStep}`}
      data-testid={testId("home-next")}
    >
      <MessageBarBody>
        <MessageBarTitle>{step.title}</MessageBarTitle> {step.text}
      </MessageBarBody>
      <MessageBarActions>
        <Button
          appearance="primary"
          onClick={() => navigate({ to: step.to, search: step.search })}
          data-testid={testId("home-next-action")}
        >
          {step.action}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
