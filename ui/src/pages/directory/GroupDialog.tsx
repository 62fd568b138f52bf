/** A change of a group that is confirmed after naming what follows from it. */
import { Spinner } from "@fluentui/react-components";
import type { Request } from "../../api/call";
import { useAct, usePreview } from "../../api/hooks";
import { AssumptionNote } from "../../components/AssumptionNote";
import { ConfirmDialog } from "../../components/ConfirmDialog";
import { useNotices } from "../../components/Notices";
import type { GroupChanged } from "../../generated/GroupChanged";
import { testId } from "../../testIds";

type GroupCommand = "group_delete" | "group_member_remove";

interface GroupDialogProps<N extends GroupCommand> {
  command: N;
  request: Request<N>;
  title: string;
  confirmLabel: string;
  /** What is said once it is done. */
  done: string;
  /** The assumption that the effects rest on. */
  assumption: string;
  onDone(): void;
  onClose(): void;
}

export function GroupDialog<N extends GroupCommand>(props: GroupDialogProps<N>) {
  const { command, request, title, confirmLabel, done, assumption, onDone, onClose } = props;
  const act = useAct(command);
  const preview = usePreview(command, request, { enabled: act.isIdle || act.isError });
  const changed: GroupChanged | undefined = preview.data;
  const { say } = useNotices();
  const confirm = () =>
    act.mutate(request, {
      onSuccess: () => {
        say(done);
        onDone();
      },
    });
  return (
    <ConfirmDialog
      title={title}
      confirmLabel={confirmLabel}
      problem={act.error ?? preview.error}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {preview.isPending && <Spinner size="tiny" label="Working out what this does" />}
      {changed && <GroupEffects changed={changed} />}
      {changed && changed.policies.length > 0 && <AssumptionNote id={assumption} />}
    </ConfirmDialog>
  );
}

/** What follows, and the policies that cover the group. */
export function GroupEffects({ changed }: { changed: GroupChanged }) {
  return (
    <ul data-testid={testId("group-effects")}>
      {changed.effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
      {changed.policies.map(({ policy, name, servicesLabel }) => (
        <li key={policy}>
          The billing policy "{name}" covers the group, and is connected to {servicesLabel}.
        </li>
      ))}
    </ul>
  );
}
