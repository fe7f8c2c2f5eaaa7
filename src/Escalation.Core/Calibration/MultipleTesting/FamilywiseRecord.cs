namespace Escalation.Calibration.MultipleTesting;

/// <summary>What a running procedure writes down; the result takes it over.</summary>
internal sealed class FamilywiseRecord
{
    internal FamilywiseRecord(int count)
    {
        Outcomes = new HypothesisOutcome[count];
        Levels = new double[count];
        Adjusted = new double[count];
        Array.Fill(Levels, double.NaN);
        Array.Fill(Adjusted, double.NaN);
    }

    internal HypothesisOutcome[] Outcomes { get; }

    internal double[] Levels { get; }

    internal double[] Adjusted { get; }

    internal List<Rejection> Rejections { get; } = [];

    internal IReadOnlyList<double> FinalWeights { get; set; } = [];

    internal IReadOnlyList<SequenceStop> Stops { get; set; } = [];

    internal void Reject(int index, double pValue, double level, double adjusted)
    {
        Outcomes[index] = HypothesisOutcome.Rejected;
        Levels[index] = level;
        Adjusted[index] = adjusted;
        Rejections.Add(new Rejection(index, pValue, level, adjusted));
    }

    internal void Retain(int index, double level)
    {
        Outcomes[index] = HypothesisOutcome.Retained;
        Levels[index] = level;
    }

    internal void PassOver(int index, bool reached)
    {
        Outcomes[index] = reached ? HypothesisOutcome.Vacuous : HypothesisOutcome.NotReached;
        Adjusted[index] = 1.0;
    }
}
