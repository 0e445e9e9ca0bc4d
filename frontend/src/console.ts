import "./console.css";
import htmx from "htmx.org";
import { setUpBulkSelect } from "./scripts/bulk-select";
import { setUpForms } from "./scripts/forms";
import { setUpCopy, setUpDialogs, setUpMenus, setUpToasts } from "./scripts/overlays";
import { setUpPhotos } from "./scripts/photos";
import { setUpPostalCode } from "./scripts/postal-code";
import { setUpReadyMessages, setUpRegionFill } from "./scripts/region-fill";
import { setUpSteppers, submitOnChange } from "./scripts/stepper";
import { setUpThemePreview } from "./scripts/theme-preview";
import { setUpUploads } from "./scripts/uploads";

// The Content-Security-Policy forbids injected styles and eval; other people's pages must not stay in the browser's storage.
Object.assign(htmx.config, { includeIndicatorStyles: false, allowEval: false, selfRequestsOnly: true, historyCacheSize: 0 });

setUpUploads();
setUpForms();
setUpBulkSelect();
setUpPhotos();
setUpPostalCode();
setUpRegionFill();
setUpReadyMessages();
setUpThemePreview();
setUpSteppers();
submitOnChange();
setUpDialogs();
setUpMenus();
setUpToasts();
setUpCopy();
htmx.onLoad((part) => setUpSteppers(part as ParentNode));
