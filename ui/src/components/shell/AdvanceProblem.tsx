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
import type { Problem } from "../../api/problem";
import { testId } from "../../testIds";
import { ProblemBar } from "../ProblemBar";

export function AdvanceProblem({ problem, onClose }: { problem: Problem; onClose(): void }) {
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
