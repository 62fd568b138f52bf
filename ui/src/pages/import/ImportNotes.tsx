/** What deserves a look about a file. */
import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { testId } from "../../testIds";

export function ImportNotes({ notes }: { notes: string[] }) {
  return notes.map((note, place) => (
    <MessageBar
      key={note}
      intent="info"
      layout="multiline"
      data-kind="import-note"
      data-testid={testId("import-note-<place>", { place: place + 1 })}
    >
      <MessageBarBody>{note}</MessageBarBody>
    </MessageBar>
  ));
}
