/** Why the clock could not be moved. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { RefObject } from "react";
import type { Problem } from "../../api/problem";
import { testId } from "../../testIds";
import { ProblemBar } from "../ProblemBar";
import { useFocusReturn } from "../useFocusReturn";

interface AdvanceProblemProps {
  problem: Problem;
  /** What the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  onClose(): void;
}

export function AdvanceProblem({ problem, opener, onClose }: AdvanceProblemProps) {
  useFocusReturn(opener);
  return (
    <Dialog open onOpenChange={(_, { open }) => !open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>Time has not moved</DialogTitle>
          <DialogContent>
            <ProblemBar problem={problem} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onClose} data-testid={testId("clock-problem-close")}>
              Close
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
