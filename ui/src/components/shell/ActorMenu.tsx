/** Everybody who can be chosen to act. */
import {
  Menu,
  MenuGroup,
  MenuGroupHeader,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  tokens,
} from "@fluentui/react-components";
import { useActor } from "../../app/actor";
import type { TenantView } from "../../generated/TenantView";
import { formatList } from "../../locale/locale";
import { testId } from "../../testIds";
import type { MenuParts } from "../menuOnDemand";
import { useOpenOnceLoaded } from "../useOpenOnceLoaded";

const useStyles = makeStyles({
  popover: { zIndex: tokens.zIndexPopup, maxWidth: "min(420px, 95vw)", maxHeight: "80vh", overflowY: "auto" },
  roles: { display: "block", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface ActorMenuProps extends MenuParts {
  actors: TenantView["actors"];
  actingId: string;
}

export function ActorMenu({ button, actors, actingId }: ActorMenuProps) {
  const styles = useStyles();
  const { actAs } = useActor();
  return (
    <Menu
      inline
      {...useOpenOnceLoaded()}
      checkedValues={{ actor: [actingId] }}
      onCheckedValueChange={(_, { checkedItems }) => checkedItems[0] && actAs(checkedItems[0])}
    >
      <MenuTrigger disableButtonEnhancement>{button}</MenuTrigger>
      <MenuPopover className={styles.popover}>
        <MenuList>
          <MenuGroup>
            <MenuGroupHeader>Act as</MenuGroupHeader>
            {actors.map((actor) => (
              <MenuItemRadio
                key={actor.id}
                name="actor"
                value={actor.id}
                data-testid={testId("actor-<id>", { id: actor.id })}
              >
                {actor.displayName}
                <span className={styles.roles}>{formatList(actor.roles)}</span>
                <span className={styles.roles}>{actor.azureRights}</span>
              </MenuItemRadio>
            ))}
          </MenuGroup>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
