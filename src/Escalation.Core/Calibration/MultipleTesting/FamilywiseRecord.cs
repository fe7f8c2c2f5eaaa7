namespace Escalation.Calibration.MultipleTesting;

/// <summary>What a running procedure writes down, in columns; the result takes it over.</summary>
internal sealed class FamilywiseRecord
{
    internal FamilywiseRecord(int count)
    {
        Outcomes = new HypothesisOutcome[count];
        PValues = new double[count];
        Levels = new double[count];
        Adjusted = new double[count];
        Order = new int[count];
        Array.Fill(PValues, double.NaN);
        Array.Fill(Levels, double.NaN);
        Array.Fill(Adjusted, double.NaN);
    }

    internal HypothesisOutcome[] Outcomes { get; }

    /// <summary>The p-values that were read; NaN for the others.</summary>
    internal double[] PValues { get; }

    /// <summary>The levels at which hypotheses were tested; NaN for the others.</summary>
    internal double[] Levels { get; }

    /// <summary>The adjusted p-values that are known; NaN for the others.</summary>
    internal double[] Adjusted { get; }

    /// <summary>The rejected hypotheses in the order of rejection, as many as <see cref="Rejected"/> says.</summary>
    internal int[] Order { get; }

    internal int Rejected { get; private set; }

    internal IReadOnlyList<double> FinalWeights { get; set; } = [];

    internal IReadOnlyList<SequenceStop> Stops { get; set; } = [];

    internal void Reject(int index, double pValue, double level, double adjusted)
    {
        Outcomes[index] = HypothesisOutcome.Rejected;
        PValues[index] = pValue;
        Levels[index] = level;
        Adjusted[index] = adjusted;
        Order[Rejected++] = index;
    }

    internal void Retain(int index, double pValue, double level)
    {
        Outcomes[index] = HypothesisOutcome.Retained;
        PValues[index] = pValue;
        Levels[index] = level;
    }

    internal void PassOver(int index, bool reached)
    {
        Outcomes[index] = reached ? HypothesisOutcome.Vacuous : Outcomes[index];
        Adjusted[index] = 1.0;
    }
}
