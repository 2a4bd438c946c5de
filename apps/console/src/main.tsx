import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './design/tokens.css';
import './design/page.css';
import './design/controls.css';
import './design/table.css';
import './design/detail.css';
import './design/incident.css';
import './design/strip.css';
import './design/people.css';
import './design/legal.css';
import './design/kpis.css';
import './design/drills.css';
import './design/exercise.css';
import { Console } from './page/console';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
