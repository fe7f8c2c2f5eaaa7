using System.Security.Cryptography;
using Escalation.Decisions;

namespace Escalation.Prediction.Experts;

/// <summary>q of the cost rule from an <see cref="ExpertModel"/>, by the turn's <see cref="AgentTurn.DecisionClass"/>.</summary>
/// <remarks>
/// A turn that carries <see cref="AgentTurn.ExpertConfidence"/> of its own keeps it. With the upper end a class without labels has q = 1, the perfect expert, so that what is unknown escalates as if nothing had been
/// estimated. The model is part of the policy's configuration, so that a certificate over the policy notices another one. Immutable; allocates nothing.
/// </remarks>
public sealed class ExpertPredictor : IPredictor, IConfigured
{
    private readonly ExpertEnd _end;

    /// <summary>Creates the predictor.</summary>
    /// <param name="model">The model.</param>
    /// <param name="end">Which of its numbers to take.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="model"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="end"/> is not one of the enum.</exception>
    public ExpertPredictor(ExpertModel model, ExpertEnd end)
    {
        ArgumentNullException.ThrowIfNull(model);
        _end = Enum.IsDefined(end) ? end : throw new ArgumentOutOfRangeException(nameof(end), end, "Not an end.");
        Model = model;
        Configuration = $"{end};{Convert.ToHexStringLower(SHA256.HashData(model.ToJson()))}";
    }

    /// <summary>The model.</summary>
    public ExpertModel Model { get; }

    /// <inheritdoc/>
    public string Name => "expert-model";

    /// <inheritdoc/>
    public string Configuration { get; }

    /// <inheritdoc/>
    public Estimate Predict(AgentTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Estimate.Probability(turn.ExpertConfidence ?? Model.For(turn.DecisionClass).At(_end));
    }
}
