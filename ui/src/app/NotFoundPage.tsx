/** An address that leads nowhere. */
import { Text } from "@fluentui/react-components";
import { Page } from "../components/Page";
import { PageLink } from "../components/PageLink";

export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Text>
        The address leads nowhere.{" "}
        <PageLink inline to="/">
          Go to Home
        </PageLink>
      </Text>
    </Page>
  );
}
