/** A decision: names the object, lists what the act does, and repeats the verb on its button. */
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Problem } from "../api/problem";
import { testId } from "../testIds";
import { ProblemBar } from "./ProblemBar";
import { useFocusReturn } from "./useFocusReturn";

interface ConfirmDialogProps {
  title: string;
  /** What the act does. */
  children: ReactNode;
  confirmLabel: string;
  cancelLabel?: string;
  problem?: Problem | null;
  onConfirm(): void;
  onCancel(): void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  useFocusReturn();
  const { title, children, confirmLabel, cancelLabel = "Cancel", problem, onConfirm, onCancel } = props;
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onCancel()}>
      <DialogSurface data-testid={testId("confirm-dialog")}>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent>
            {children}
            <ProblemBar problem={problem} />
          </DialogContent>
          <DialogActions>
            <Button appearance="primary" onClick={onConfirm} data-testid={testId("confirm-accept")}>
              {confirmLabel}
            </Button>
            <Button onClick={onCancel} data-testid={testId("confirm-cancel")}>
              {cancelLabel}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
