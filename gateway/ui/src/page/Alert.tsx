import type { Problem } from "../api/types";

export function Alert({ problem, onRetry }: { problem: Problem; onRetry?: () => void }) {
  return (
    <div className="alert" role="alert">
      <p>{problem.message}</p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
