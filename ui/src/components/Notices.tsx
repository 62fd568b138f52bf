/** Says what has just been done. Stays until it is dismissed or another page is opened; it is never the only record. */
import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons";
import { useLocation } from "@tanstack/react-router";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { testId } from "../testIds";
import { PAGE_HEADING_ID } from "./Page";

interface Notice {
  title: string;
  body?: ReactNode;
  /** The page that it was said on; going elsewhere takes it away. */
  path: string;
}

interface Notices {
  notice: Notice | undefined;
  say(title: string, body?: ReactNode): void;
  dismiss(): void;
}

const NoticesContext = createContext<Notices>({ notice: undefined, say: () => {}, dismiss: () => {} });

export function NoticesProvider({ children }: { children: ReactNode }) {
  const path = useLocation({ select: (location) => location.pathname });
  const [said, setSaid] = useState<Notice>();
  const value = useMemo(
    () => ({
      notice: said?.path === path ? said : undefined,
      say: (title: string, body?: ReactNode) => setSaid({ title, body, path }),
      dismiss: () => {
        setSaid(undefined);
        // The button that was pressed goes away with the message.
        document.getElementById(PAGE_HEADING_ID)?.focus();
      },
    }),
    [said, path],
  );
  return <NoticesContext value={value}>{children}</NoticesContext>;
}

export function useNotices(): Notices {
  return useContext(NoticesContext);
}

/** Where notices stand. The region is always there, so that screen readers notice what comes into it. */
export function NoticeRegion() {
  const { notice, dismiss } = useNotices();
  return (
    <div role="status" data-testid={testId("notice-region")}>
      {notice && (
        <MessageBar intent="success" layout="multiline" data-kind="done" data-testid={testId("notice")}>
          <MessageBarBody>
            <MessageBarTitle>{notice.title}</MessageBarTitle>
            {notice.body}
          </MessageBarBody>
          <MessageBarActions
            containerAction={
              <Button
                appearance="transparent"
                icon={<DismissRegular />}
                aria-label="Dismiss"
                onClick={dismiss}
                data-testid={testId("notice-dismiss")}
              />
            }
          />
        </MessageBar>
      )}
    </div>
  );
}
