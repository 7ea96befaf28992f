import './styles/tokens.css';
import './styles/page.css';
import './styles/player.css';
import './styles/controls.css';
import './styles/timeline.css';
import './styles/menu.css';
import './styles/small-players.css';
import './styles/screens.css';
import { showBroadcastPage } from './pages/broadcast-page.js';
import { ChannelPage } from './pages/channel-page.js';
import { pageInfo } from './pages/page-info.js';

const app = document.getElementById('app');
if (app === null) throw new Error('Expected an element #app in the page');
const info = pageInfo(document);
if (info.kind === 'channel') new ChannelPage(app, info).start();
else showBroadcastPage(app, info);
