using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>The margin of <see cref="AgentTurn.Interpretations"/>, or their number.</summary>
internal sealed class ReadingScore(bool margin, bool probabilities, bool optional)
    : DirectedScore(margin ? "reading-margin" : "readings", margin ? ScoreDirection.LowerDelegates : ScoreDirection.HigherDelegates)
{
    public override string Configuration => string.Create(CultureInfo.InvariantCulture, $"{probabilities};{optional}");

    public override Estimate Predict(AgentTurn turn)
    {
        if (turn.Interpretations is not { } readings)
        {
            return Absent(optional, "no-interpretations");
        }

        if (readings.Count == 0)
        {
            return Estimate.Missing(Reason.NoSignal, "empty-interpretations");
        }

        if (InterpretationMargin.HoldsBlank(readings))
        {
            return Estimate.Missing(Reason.NoSignal, "blank-interpretation");
        }

        return margin ? InterpretationMargin.Of(readings, 1, probabilities) : Estimate.Score(readings.Count);
    }
}
