/** Moves the clock so far that it may take a while: shows how far it is, and stops on request. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import { type RefObject, useEffect, useRef } from "react";
import { formatInstant } from "../../locale/locale";
import { testId } from "../../testIds";
import { useNotices } from "../Notices";
import { ProblemBar } from "../ProblemBar";
import { useFocusReturn } from "../useFocusReturn";
import { AdvanceProgress } from "./AdvanceProgress";
import { useAdvanceWork } from "./useAdvanceWork";
import { useAnnounceAdvance } from "./useAnnounceAdvance";

interface AdvanceFarProps {
  to: string;
  /** What the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  onClose(): void;
}

export const NOT_MOVED = "Time has not moved: the advance was cancelled.";

export function AdvanceFar({ to, opener, onClose }: AdvanceFarProps) {
  useFocusReturn(opener);
  const { start, problem, job, cancel } = useAdvanceWork();
  const announce = useAnnounceAdvance();
  const { say } = useNotices();

  const begun = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once, when the dialog appears
  useEffect(() => {
    if (begun.current) {
      return;
    }
    begun.current = true;
    start(
      { to },
      {
        onSuccess: (advanced) => {
          if (advanced) {
            announce(advanced);
          } else {
            say(NOT_MOVED);
          }
          onClose();
        },
      },
    );
  }, []);

  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{problem ? "Time has not moved" : `Advancing time to ${formatInstant(to)}`}</DialogTitle>
          <DialogContent>{problem ? <ProblemBar problem={problem} /> : <AdvanceProgress job={job} />}</DialogContent>
          <DialogActions>
            {problem ? (
              <Button appearance="primary" onClick={onClose} data-testid={testId("clock-problem-close")}>
                Close
              </Button>
            ) : (
              <Button onClick={cancel} data-testid={testId("clock-date-cancel")}>
                Cancel
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
