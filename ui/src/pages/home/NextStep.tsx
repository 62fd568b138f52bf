/** The one next thing to do: make a policy, connect it, or bring in usage. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { type LinkProps, useNavigate } from "@tanstack/react-router";
import type { TenantView } from "../../generated/TenantView";
import { testId } from "../../testIds";

interface Step {
  key: string;
  title: string;
  text: string;
  action: string;
  to: LinkProps["to"];
  search: LinkProps["search"];
}

function nextStep(tenant: TenantView): Step | undefined {
  if (tenant.policies === 0) {
    return {
      key: "policy",
      title: "No billing policy yet",
      text: "Nobody pays for pay-as-you-go services until there is a billing policy.",
      action: "Add a billing policy",
      to: "/copilot/billing-usage",
      search: { panel: "create" },
    };
  }
  if (tenant.connectedServices === 0) {
    return {
      key: "connect",
      title: "No service is connected",
      text: "A billing policy pays for nothing until a service is connected to it.",
      action: "Connect a service",
      to: "/copilot/billing-usage",
      search: { tab: "services" },
    };
  }
  if (tenant.imports === 0) {
    return {
      key: "import",
      title: "Bring in your own usage",
      text: "Import a usage file to see who pays for it, or send a prompt from the usage report.",
      action: "Import a file",
      to: "/rehearsal/import",
      search: {},
    };
  }
  return undefined;
}

export function NextStep({ tenant }: { tenant: TenantView }) {
  const navigate = useNavigate();
  const step = nextStep(tenant);
  if (!step) {
    return null;
  }
  return (
    <MessageBar intent="info" layout="multiline" data-kind={`next-${step.key}`} data-testid={testId("home-next")}>
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
