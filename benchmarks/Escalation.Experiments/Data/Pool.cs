using Escalation.Decisions;

namespace Escalation.Experiments.Data;

/// <summary>A whole data set as the finite population that calibration sets are drawn from: one model's answers to questions, each with a confidence, a loss and a delegation score.</summary>
internal sealed class Pool
{
    /// <summary>Creates a pool.</summary>
    /// <exception cref="ExperimentException">Thrown when the columns differ in length or there is no item.</exception>
    internal Pool(string dataSet, string model, double[] confidences, double[] losses, DelegationScore delegation)
    {
        if (confidences.Length == 0 || losses.Length != confidences.Length || delegation.Values.Length != confidences.Length)
        {
            throw new ExperimentException($"{dataSet} {model}: columns of {confidences.Length}, {losses.Length} and {delegation.Values.Length} values");
        }

        DataSet = dataSet;
        Model = model;
        Confidences = confidences;
        Losses = losses;
        Delegation = delegation;
    }

    /// <summary>The data set's name.</summary>
    internal string DataSet { get; }

    /// <summary>Whose answers they are.</summary>
    internal string Model { get; }

    /// <summary>The confidence in each answer; a higher one acts.</summary>
    internal double[] Confidences { get; }

    /// <summary>1 where the answer is wrong, else 0.</summary>
    internal double[] Losses { get; }

    /// <summary>The score that a budget delegates by.</summary>
    internal DelegationScore Delegation { get; }

    /// <summary>The number of items N.</summary>
    internal int Size => Confidences.Length;

    /// <summary>The values at the given places, in their order.</summary>
    internal static double[] Select(double[] column, ReadOnlySpan<int> places)
    {
        double[] selected = new double[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            selected[i] = column[places[i]];
        }

        return selected;
    }

    /// <summary>What a confidence gives when its complement decides: higher delegates.</summary>
    internal static DelegationScore Complement(string scoreId, double[] confidences)
    {
        double[] values = new double[confidences.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = 1.0 - confidences[i];
        }

        return new DelegationScore(scoreId, ScoreDirection.HigherDelegates, values);
    }
}
