/** A small form in a panel of its own, above the page or panel that it was opened from. Closing it with input asks first. */
import { Button } from "@fluentui/react-components";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Problem } from "../../api/problem";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { focusFirstError } from "../../components/focusFirstError";
import { LearnMore } from "../../components/help/LearnMore";
import { ProblemBar } from "../../components/ProblemBar";
import { SidePanel } from "../../components/panel/SidePanel";
import type { ArticleKey } from "../../generated/ArticleKey";
import { testId } from "../../testIds";

interface FormPanelProps {
  id: string;
  title: string;
  saveLabel: string;
  dirty: boolean;
  /** What to read about it. */
  article?: ArticleKey;
  /** What stands against saving and is not said under a field. */
  problem: Problem | null | undefined;
  /** Saves; says whether that was possible. What stands against it must be on screen by then. */
  onSave(): Promise<boolean>;
  onClose(): void;
  children: ReactNode;
}

export function FormPanel({
  id,
  title,
  saveLabel,
  article,
  dirty,
  problem,
  onSave,
  onClose,
  children,
}: FormPanelProps) {
  const formId = useId();
  const [asking, setAsking] = useState(false);
  const close = () => (dirty ? setAsking(true) : onClose());

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(await onSave())) {
      focusFirstError(form);
    }
  }

  return (
    <SidePanel
      id={id}
      title={title}
      above
      onClose={close}
      footer={
        <>
          <Button appearance="primary" type="submit" form={formId} data-testid={testId("azure-save")}>
            {saveLabel}
          </Button>
          <Button onClick={close} data-testid={testId("azure-cancel")}>
            Cancel
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate style={{ display: "contents" }}>
        {children}
      </form>
      <ProblemBar problem={problem} />
      {article && <LearnMore article={article} place="form" />}
      {asking && (
        <ConfirmDialog
          title="Discard what you entered?"
          confirmLabel="Discard"
          cancelLabel="Keep editing"
          onConfirm={onClose}
          onCancel={() => setAsking(false)}
        >
          Nothing has been saved yet. If you leave now, your input is lost.
        </ConfirmDialog>
      )}
    </SidePanel>
  );
}
