/** Why there are no conversations, and where they come from. */
import { Button } from "@fluentui/react-components";
import { useNavigate } from "@tanstack/react-router";
import { EmptyState } from "../../components/list/EmptyState";
import { testId } from "../../testIds";

export function NoConversations({ what }: { what: string }) {
  const navigate = useNavigate();
  return (
    <EmptyState
      title={`There are no ${what}`}
      text="They come from conversation logs. Import one: a CSV file with a row for each message of a user."
      action={
        <Button
          appearance="primary"
          onClick={() => void navigate({ to: "/rehearsal/import" })}
          data-testid={testId("sessions-import")}
        >
          Import a log
        </Button>
      }
    />
  );
}
