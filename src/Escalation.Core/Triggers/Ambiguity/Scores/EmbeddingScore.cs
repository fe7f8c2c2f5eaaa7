using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>A distance of <see cref="AgentTurn.Embedding"/> from what is known.</summary>
/// <param name="name">The name of the distance.</param>
/// <param name="length">The length of a vector.</param>
/// <param name="identity">What the distance is measured from, for the fingerprint of a policy.</param>
/// <param name="distance">Measures it.</param>
/// <param name="optional">Whether a turn without embedding abstains.</param>
internal sealed class EmbeddingScore(string name, int length, string identity, Func<ReadOnlyMemory<float>, double> distance, bool optional)
    : DirectedScore(name, ScoreDirection.HigherDelegates)
{
    public override string Configuration => string.Create(CultureInfo.InvariantCulture, $"{length};{identity};{optional}");

    public override Estimate Predict(AgentTurn turn) => turn.Embedding.IsEmpty ? Absent(optional, "embedding")
        : turn.Embedding.Length != length ? Estimate.Fault(Reason.EvaluatorFault, "embedding-length")
        : Estimate.Score(distance(turn.Embedding));
}
