/** One security group: what rests on it, and who is in it. */
import { Button, makeStyles, Spinner, Subtitle2, tokens } from "@fluentui/react-components";
import { useState } from "react";
import { useRead } from "../../api/hooks";
import { ProblemBar } from "../../components/ProblemBar";
import { DetailList } from "../../components/panel/DetailList";
import { SidePanel } from "../../components/panel/SidePanel";
import type { GroupView } from "../../generated/GroupView";
import type { UserRow } from "../../generated/UserRow";
import { formatList, formatQuantity } from "../../locale/locale";
import { testId } from "../../testIds";
import { AddMemberPanel } from "./AddMemberPanel";
import { GroupDialog } from "./GroupDialog";
import { GroupLicences } from "./GroupLicences";
import { membershipType } from "./GroupsPage";
import { MemberList } from "./MemberList";

const useStyles = makeStyles({
  block: { display: "flex", flexDirection: "column", rowGap: tokens.spacingVerticalS },
});

type Open = { kind: "delete" | "add" } | { kind: "remove"; person: UserRow };

export function GroupPanel({ id, onClose }: { id: string; onClose(): void }) {
  const styles = useStyles();
  const [open, setOpen] = useState<Open>();
  // Once the group is deleted there is nothing to read of it while the panel goes.
  const [gone, setGone] = useState(false);
  const found = useRead("group_get", { group: id }, { enabled: !gone });
  const view = found.data;
  const close = () => setOpen(undefined);
  return (
    <SidePanel
      id="group"
      title={view?.group.name ?? "Group"}
      wide
      onClose={onClose}
      footer={
        view && (
          <Button onClick={() => setOpen({ kind: "delete" })} data-testid={testId("group-delete")}>
            Delete group
          </Button>
        )
      }
    >
      {found.isPending && <Spinner label="Loading" />}
      <ProblemBar problem={found.error} />
      {view && (
        <>
          <Details view={view} />
          <section className={styles.block} aria-labelledby="licenses-heading">
            <Subtitle2 as="h3" id="licenses-heading">
              Licenses
            </Subtitle2>
            <GroupLicences view={view} />
          </section>
          <section className={styles.block} aria-labelledby="members-heading">
            <Subtitle2 as="h3" id="members-heading">
              Members
            </Subtitle2>
            <MemberList
              group={view.group}
              onAdd={() => setOpen({ kind: "add" })}
              onRemove={(person) => setOpen({ kind: "remove", person })}
            />
          </section>
          {open && (
            <Opened
              open={open}
              view={view}
              onClose={close}
              onDeleted={() => {
                setGone(true);
                onClose();
              }}
            />
          )}
        </>
      )}
    </SidePanel>
  );
}

function Details({ view }: { view: GroupView }) {
  const { group, nested, policies, alertsOf, nestedCount } = view;
  const within = nested.map(({ name, members }) => `${name} (${formatQuantity(members, "member", "members")})`);
  return (
    <DetailList
      details={[
        { key: "group-id", label: "Group ID", value: group.id },
        { key: "group-mail", label: "Email", value: group.mail ?? "Not mail-enabled" },
        { key: "group-type", label: "Membership type", value: membershipType(group) },
        {
          key: "group-policies",
          label: "Billing policies that cover it",
          value:
            policies.length === 0
              ? "None"
              : formatList(policies.map(({ name, servicesLabel }) => `${name} (${servicesLabel})`)),
        },
        {
          key: "group-alerts",
          label: "Budget alerts that go to it",
          value: alertsOf.length === 0 ? "None" : formatList(alertsOf.map((name) => `Alerts of ${name}`)),
        },
        ...(within.length > 0
          ? [
              {
                key: "group-nested",
                label: nestedCount
                  ? "Groups in it, whose members billing policies cover too"
                  : "Groups in it, whose members billing policies don't cover",
                value: formatList(within),
              },
            ]
          : []),
      ]}
    />
  );
}

interface OpenedProps {
  open: Open;
  view: GroupView;
  onClose(): void;
  onDeleted(): void;
}

function Opened({ open, view: { group }, onClose, onDeleted }: OpenedProps) {
  const request = { group: group.id, revision: group.revision };
  switch (open.kind) {
    case "add":
      return <AddMemberPanel group={group} onClose={onClose} />;
    case "delete":
      return (
        <GroupDialog
          command="group_delete"
          request={request}
          title={`Delete "${group.name}"?`}
          confirmLabel="Delete group"
          done={`The group "${group.name}" was deleted.`}
          assumption="deleted-group"
          onDone={onDeleted}
          onClose={onClose}
        />
      );
    case "remove": {
      const { id: user, displayName } = open.person;
      return (
        <GroupDialog
          command="group_member_remove"
          request={{ ...request, user }}
          title={`Remove ${displayName} from "${group.name}"?`}
          confirmLabel="Remove member"
          done={`${displayName} was removed from "${group.name}".`}
          assumption="emptied-group"
          onDone={onClose}
          onClose={onClose}
        />
      );
    }
  }
}
