namespace Escalation.Decisions;

/// <summary>Estimates a number for a turn: the probability that the model, or the expert, is right, or the delegation value.</summary>
/// <remarks>Implementations are immutable, safe for concurrent use and allocate nothing. An exception becomes a fault, which escalates.</remarks>
public interface IPredictor
{
    /// <summary>A name, for explanations.</summary>
    string Name { get; }

    /// <summary>The id of the score it gives, as the calibration options call it (<c>ScoreId</c>); null, the default, says nothing. A policy refuses a threshold that was set on a score with another id.</summary>
    string? ScoreId => null;

    /// <summary>Estimates the number.</summary>
    /// <param name="turn">The turn.</param>
    /// <returns>The estimate, or why there is none.</returns>
    Estimate Predict(AgentTurn turn);
}
