/** Last step: everything that was chosen, each block with a way back. */
import { Link, makeStyles, Subtitle2, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useRead } from "../../api/hooks";
import { DetailList } from "../../components/panel/DetailList";
import { testId } from "../../testIds";
import { ReviewBudget } from "./budget/ReviewBudget";
import type { PolicyInput } from "./usePolicyForm";

const useStyles = makeStyles({
  block: {
    display: "flex",
    flexDirection: "column",
    alignItems: "flex-start",
    rowGap: tokens.spacingVerticalM,
    paddingBottom: tokens.spacingVerticalL,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface PolicyReviewStepProps {
  input: PolicyInput;
  onEdit(step: string): void;
}

export function PolicyReviewStep({ input, onEdit }: PolicyReviewStepProps) {
  const subscriptions = useRead("subscription_list", { limit: 500 });
  const subscription = subscriptions.data?.rows.find(({ id }) => id === input.subscription);
  return (
    <>
      <Block title="Billing details" step="details" onEdit={onEdit}>
        <DetailList
          details={[
            { key: "review-name", label: "Policy name", value: input.name },
            { key: "review-subscription", label: "Azure subscription", value: subscription?.name },
            { key: "review-resource-group", label: "Resource group", value: input.resourceGroup },
            { key: "review-region", label: "Region", value: input.region },
          ]}
        />
      </Block>
      <Block title="Users" step="users" onEdit={onEdit}>
        <DetailList
          details={[
            {
              key: "review-users",
              label: "Users",
              value: input.scope === "allUsers" ? "All users" : input.group?.label,
            },
          ]}
        />
      </Block>
      <Block title="Budget" step="budget" onEdit={onEdit}>
        <ReviewBudget budget={input.hasBudget ? input.budget : undefined} />
      </Block>
    </>
  );
}

interface BlockProps {
  title: string;
  step: string;
  onEdit(step: string): void;
  children: ReactNode;
}

function Block({ title, step, onEdit, children }: BlockProps) {
  const styles = useStyles();
  return (
    <section className={styles.block} aria-label={title}>
      <Subtitle2 as="h4">{title}</Subtitle2>
      {children}
      <Link as="button" onClick={() => onEdit(step)} data-testid={testId("policy-wizard-edit-<step>", { step })}>
        Edit {title.toLowerCase()}
      </Link>
    </section>
  );
}
