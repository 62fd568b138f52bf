/**
 * A panel that leads through steps. Next is never disabled: it checks the step, and on errors the messages stand under
 * their fields and the first of them takes the focus. Back keeps everything.
 */
import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { type ReactNode, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ArticleKey } from "../../generated/ArticleKey";
import { testId } from "../../testIds";
import { focusFirstError } from "../focusFirstError";
import { LearnMore } from "../help/LearnMore";
import { SidePanel } from "./SidePanel";
import { Steps } from "./Steps";

export interface WizardStep {
  key: string;
  label: string;
  /** What to read about the step. */
  article?: ArticleKey;
  /** The review leads back to other steps with `goTo`. */
  content(goTo: (key: string) => void): ReactNode;
  /** Says whether the step may be left forward; puts its errors on screen itself. Steps without it always may. */
  check?(): Promise<boolean>;
}

interface WizardProps {
  /** The name of the wizard in test ids. */
  id: string;
  title: string;
  steps: WizardStep[];
  dirty: boolean;
  /** Names the result. */
  finishLabel: string;
  /** `goTo` leads to the step with the field that stands against it, and to that field. */
  onFinish(goTo: (key: string) => void): void;
  onClose(): void;
}

const useStyles = makeStyles({
  columns: {
    display: "flex",
    columnGap: tokens.spacingHorizontalXXL,
    rowGap: tokens.spacingVerticalL,
    "@media (max-width: 700px)": { flexDirection: "column" },
  },
  step: { flexGrow: 1, minWidth: 0, display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalL },
  heading: {
    margin: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    ":focus": { outlineStyle: "none" },
  },
});

export function Wizard({ id, title, steps, dirty, finishLabel, onFinish, onClose }: WizardProps) {
  const styles = useStyles();
  const [index, setIndex] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const step = steps[index] as WizardStep;
  const isLast = index === steps.length - 1;

  function goTo(next: number) {
    flushSync(() => setIndex(next));
    heading.current?.focus();
  }

  function goToError(key: string) {
    goTo(steps.findIndex((candidate) => candidate.key === key));
    focusFirstError(body.current);
  }

  async function next() {
    if (!step.check || (await step.check())) {
      goTo(index + 1);
    } else {
      focusFirstError(body.current);
    }
  }

  return (
    <SidePanel
      id={`${id}-wizard`}
      title={title}
      wide
      dirty={dirty}
      onClose={onClose}
      footer={
        <>
          {index > 0 && (
            <Button onClick={() => goTo(index - 1)} data-testid={testId("<wizard>-wizard-back", { wizard: id })}>
              Back
            </Button>
          )}
          <Button
            appearance="primary"
            onClick={isLast ? () => onFinish(goToError) : next}
            data-testid={testId(isLast ? "<wizard>-wizard-finish" : "<wizard>-wizard-next", { wizard: id })}
          >
            {isLast ? finishLabel : "Next"}
          </Button>
          <Button appearance="subtle" onClick={onClose} data-testid={testId("<wizard>-wizard-cancel", { wizard: id })}>
            Cancel
          </Button>
        </>
      }
    >
      <div className={styles.columns}>
        <Steps wizard={id} steps={steps} current={index} />
        <div className={styles.step} ref={body}>
          <h3
            ref={heading}
            tabIndex={-1}
            className={styles.heading}
            data-testid={testId("<wizard>-wizard-step", { wizard: id })}
          >
            {step.label}
          </h3>
          {step.content((key) => goTo(steps.findIndex((candidate) => candidate.key === key)))}
          {step.article && <LearnMore article={step.article} place="step" />}
        </div>
      </div>
    </SidePanel>
  );
}
