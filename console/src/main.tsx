import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './app/app.css';
import './ui/ui.css';
import './app/print.css';

if (import.meta.env.VITE_MOCK) {
  const { installMock } = await import('./mock/install');
  installMock();
}

createRoot(document.getElementById('root')!).render(<App />);
