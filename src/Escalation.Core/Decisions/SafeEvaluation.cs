namespace Escalation.Decisions;

/// <summary>Calls evaluators so that whatever they throw becomes data, and data that escalates.</summary>
internal static class SafeEvaluation
{
    internal static Signal Evaluate(ITrigger trigger, AgentTurn turn)
    {
        try
        {
            return trigger.Evaluate(turn);
        }
        catch (Exception fault)
        {
            return Faulted(fault);
        }
    }

    internal static Estimate Predict(IPredictor predictor, AgentTurn turn)
    {
        try
        {
            Estimate estimate = predictor.Predict(turn);
            return estimate.HasValue && !double.IsFinite(estimate.Value) ? Estimate.Missing(Reason.ScoreUndefined) : estimate;
        }
        catch (Exception fault)
        {
            return Estimate.Fault(Reason.EvaluatorFault, fault.GetType().FullName);
        }
    }

    /// <summary>The message may hold personal data, so only the type is kept.</summary>
    internal static Signal Faulted(Exception fault) => Signal.Fault(Reason.EvaluatorFault, fault.GetType().FullName);
}
