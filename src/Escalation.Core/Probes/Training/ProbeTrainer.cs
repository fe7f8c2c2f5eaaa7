using System.Globalization;

namespace Escalation.Probes.Training;

/// <summary>Trains linear probes on activations and reports how good they are on groups they have not seen.</summary>
/// <remarks>
/// L2-penalised logistic regression for labels, ridge regression for values; the penalty is chosen by cross-validation and the reported metrics come from further folds around that
/// choice, none of which parts a group. Deterministic: equal input and options give equal bits. Memory: the activations once more as 32-bit floats, and for the fits at
/// most two squares of the smaller of rows and columns. Time: about <c>Folds + 1</c> times <c>InnerFolds</c> times the number of penalties fits. One thread; safe to call concurrently.
/// </remarks>
public static class ProbeTrainer
{
    /// <summary>Trains a probe that tells a label: a safety label, whether the model is right, or <see cref="DelegationValue.Helps"/>.</summary>
    /// <param name="activations">The activations, one row an item, in any stored type.</param>
    /// <param name="labels">The label of each row; both must occur, and outside every fold.</param>
    /// <param name="groups">The group of each row, equal numbers for rows that must not be parted; empty when every row stands alone.</param>
    /// <param name="weights">A weight for each row in the fits, at least 0; empty counts every row once.</param>
    /// <param name="fingerprint">Whose activations they are.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    /// <returns>The probe, calibrated on held-out scores where labels rise with these, and the report.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree, all labels outside some fold are equal, or a penalty must be chosen from a single group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an activation is NaN or infinite (with its row and column), there are fewer groups than folds, or a number or option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static TrainedProbe TrainLabel(ActivationRows activations, ReadOnlySpan<bool> labels, ReadOnlySpan<int> groups, ReadOnlySpan<double> weights, ProbeFingerprint fingerprint, ProbeTrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        var targets = new double[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            targets[i] = labels[i] ? 1.0 : 0.0;
        }

        return Train(ProbeTarget.Label, activations, targets, labels, groups, weights, fingerprint, options, cancellationToken);
    }

    /// <summary>Trains a probe that predicts a number, such as <see cref="DelegationValue.Continuous"/>.</summary>
    /// <param name="activations">The activations, one row an item, in any stored type.</param>
    /// <param name="values">The number of each row, finite.</param>
    /// <param name="groups">The group of each row, equal numbers for rows that must not be parted; empty when every row stands alone.</param>
    /// <param name="weights">A weight for each row in the fits, at least 0; empty counts every row once.</param>
    /// <param name="fingerprint">Whose activations they are.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    /// <returns>The probe, without calibration: its score is the predicted number; and the report.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree, balanced classes are asked for, or a penalty must be chosen from a single group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an activation is NaN or infinite (with its row and column), there are fewer groups than folds, or a number or option is out of range.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static TrainedProbe TrainValue(ActivationRows activations, ReadOnlySpan<double> values, ReadOnlySpan<int> groups, ReadOnlySpan<double> weights, ProbeFingerprint fingerprint, ProbeTrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is { BalanceClasses: true })
        {
            throw new ArgumentException("Values have no classes that could be balanced.", nameof(options));
        }

        return Train(ProbeTarget.Value, activations, values, [], groups, weights, fingerprint, options, cancellationToken);
    }

    private static TrainedProbe Train(ProbeTarget target, ActivationRows activations, ReadOnlySpan<double> targets, ReadOnlySpan<bool> labels, ReadOnlySpan<int> groups, ReadOnlySpan<double> weights, ProbeFingerprint fingerprint, ProbeTrainingOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        options ??= new ProbeTrainingOptions();
        options.Check();
        Guard.AtLeast(activations.Rows, 1, "rows of activations");
        RequireLength(targets.Length, activations.Rows, target == ProbeTarget.Label ? "labels" : "values");
        if (!groups.IsEmpty)
        {
            RequireLength(groups.Length, activations.Rows, nameof(groups));
        }

        int[] grouping = groups.ToArray();
        if (grouping.Length == 0)
        {
            grouping = new int[activations.Rows];
            for (int i = 0; i < grouping.Length; i++)
            {
                grouping[i] = i;
            }
        }

        var cross = new CrossFitting(target, targets.ToArray(), labels.ToArray(), grouping, weights.ToArray(), options);
        return cross.Train(ActivationDecoder.Decode(activations, cancellationToken).Standardise(cancellationToken), fingerprint, cancellationToken);
    }

    private static void RequireLength(int length, int rows, string name)
    {
        if (length != rows)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must hold one entry a row of activations, {rows}, but holds {length}."), name);
        }
    }
}
