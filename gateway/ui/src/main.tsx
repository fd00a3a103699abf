import { createRoot } from "react-dom/client";
import { Door } from "./access/Door";
import { App } from "./App";
import "./app.css";

const root = document.getElementById("root");
if (root) createRoot(root).render(
    <Door>
      <App />
    </Door>,
  );
