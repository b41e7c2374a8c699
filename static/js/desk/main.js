/* The writing desk's quicker ways. Everything here also works by plain links, buttons and a save. */
import { enhanceLinks } from "desk/chooser";
import * as comments from "desk/comments";
import { form, report } from "desk/page";
import * as jumps from "desk/jumps";
import * as paste from "desk/paste";
import * as photo from "desk/photo";
import * as popup from "desk/popup";
import * as presence from "desk/presence";
import * as preview from "desk/preview";
import * as reading from "desk/reading";
import { recover } from "desk/recovery";
import * as rows from "desk/rows";
import * as saving from "desk/saving";
import * as sending from "desk/sending";
import * as shortcuts from "desk/shortcuts";
import { enhanceTags } from "desk/tags";
import * as times from "desk/times";

if (document.querySelector(".savebar")) {
  enhanceLinks(form);
  enhanceTags(document.getElementById("id_tags"));
  const parts = [
    saving, sending, reading, rows, jumps, paste, photo, popup, presence, preview, shortcuts, times, comments,
  ];
  for (const part of parts) part.begin();
  if (!report.article) document.getElementById("id_headline").focus();
  recover();
}
