namespace Escalation.Decisions;

/// <summary>Calls evaluators so that whatever they throw becomes data, and data that escalates.</summary>
internal static class SafeEvaluation
{
    internal static Signal Evaluate(ITrigger trigger, AgentTurn turn)
    {
        Evaluate(trigger, turn, out Signal signal);
        return signal;
    }

    /// <summary>Fills the signal in place; the policy's loop saves a copy by it.</summary>
    internal static void Evaluate(ITrigger trigger, AgentTurn turn, out Signal signal)
    {
        try
        {
            signal = trigger.Evaluate(turn);
        }
        catch (Exception fault)
        {
            signal = Faulted(fault);
        }
    }

    internal static void Predict(IPredictor predictor, AgentTurn turn, out Estimate estimate)
    {
        try
        {
            estimate = predictor.Predict(turn);
            if (estimate.HasValue && !double.IsFinite(estimate.Value))
            {
                estimate = Estimate.Missing(Reason.ScoreUndefined);
            }
        }
        catch (Exception fault)
        {
            estimate = Estimate.Fault(Reason.EvaluatorFault, fault.GetType().FullName);
        }
    }

    /// <summary>The message may hold personal data, so only the type is kept.</summary>
    internal static Signal Faulted(Exception fault) => Signal.Fault(Reason.EvaluatorFault, fault.GetType().FullName);
}
