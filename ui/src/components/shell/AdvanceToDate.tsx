/** Asks for the instant to advance the clock to. Days and times are text in UTC: native pickers would show local time. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { type FormEvent, type RefObject, useState } from "react";
import { flushSync } from "react-dom";
import { addDays, dayOf, isDay, isTimeOfDay } from "../../locale/calendar";
import { testId } from "../../testIds";
import { focusFirstError } from "../focusFirstError";
import { useNotices } from "../Notices";
import { ProblemBar } from "../ProblemBar";
import { useFocusReturn } from "../useFocusReturn";
import { NOT_MOVED } from "./AdvanceFar";
import { AdvanceProgress } from "./AdvanceProgress";
import { useAdvanceWork } from "./useAdvanceWork";
import { useAnnounceAdvance } from "./useAnnounceAdvance";

const useStyles = makeStyles({
  fields: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalM },
});

interface AdvanceToDateProps {
  now: string;
  /** What the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  onClose(): void;
}

export function AdvanceToDate({ now, opener, onClose }: AdvanceToDateProps) {
  useFocusReturn(opener);
  const styles = useStyles();
  const { start, running, problem, job, cancel } = useAdvanceWork();
  const { say } = useNotices();
  const announce = useAnnounceAdvance();
  const [day, setDay] = useState(addDays(dayOf(now), 1));
  const [time, setTime] = useState("00:00");
  const [checked, setChecked] = useState(false);
  const dayError = checked && !isDay(day) ? "Enter a day that exists, as YYYY-MM-DD." : undefined;
  const timeError = checked && !isTimeOfDay(time) ? "Enter a time of day, as HH:MM." : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    flushSync(() => setChecked(true));
    if (isDay(day) && isTimeOfDay(time)) {
      const done = (advanced: Parameters<typeof announce>[0] | null) => {
        if (advanced) {
          announce(advanced);
        } else {
          say(NOT_MOVED);
        }
        onClose();
      };
      start({ to: `${day}T${time}:00Z` }, { onSuccess: done });
    } else {
      focusFirstError(event.currentTarget);
    }
  }

  return (
    <Dialog open onOpenChange={(_, { open }) => !open && !running && onClose()}>
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>Advance time to a date</DialogTitle>
            <DialogContent className={styles.fields}>
              <Field label="Date (UTC)" hint="YYYY-MM-DD" validationMessage={dayError}>
                <Input value={day} onChange={(_, data) => setDay(data.value)} data-testid={testId("clock-date")} />
              </Field>
              <Field label="Time (UTC)" hint="HH:MM" validationMessage={timeError}>
                <Input value={time} onChange={(_, data) => setTime(data.value)} data-testid={testId("clock-time")} />
              </Field>
              {running ? <AdvanceProgress job={job} /> : <ProblemBar problem={problem} />}
            </DialogContent>
            <DialogActions>
              <Button
                appearance="primary"
                type="submit"
                disabledFocusable={running}
                data-testid={testId("clock-date-accept")}
              >
                Advance time
              </Button>
              <Button onClick={running ? cancel : onClose} data-testid={testId("clock-date-cancel")}>
                Cancel
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}
