using System.Globalization;
using System.Numerics.Tensors;
using Escalation.Calibration.Counting;

namespace Escalation.Calibration;

/// <summary>Fingerprints of calibration data: SHA-256 over the used columns as UTF-8 lines in file order, each ended by a line feed, numbers in shortest round-trip form.</summary>
/// <remarks>A certificate carries the fingerprint, so that anyone who has the file can tell whether it is the one that was used. Safe to call from several threads; time grows linearly, memory does not.</remarks>
public static class CalibrationData
{
    /// <summary>The fingerprint of one column: a line is <c>score</c>.</summary>
    /// <param name="scores">Finite scores in file order.</param>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite; the message names its index.</exception>
    public static string Sha256(ReadOnlySpan<double> scores)
    {
        RequireScores(scores);
        return HashLines(scores);
    }

    /// <summary>The same fingerprint of one column, its lines written by several threads.</summary>
    /// <param name="scores">Finite scores in file order. The memory is pinned meanwhile.</param>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool.</param>
    /// <param name="cancellationToken">Stops the work after the parts of 1,024 lines that are under way.</param>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">Thrown when a score is NaN or infinite; the message names its index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maxWorkers"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled.</exception>
    public static string Sha256Parallel(ReadOnlySpan<double> scores, int maxWorkers, CancellationToken cancellationToken = default)
    {
        Guard.AtLeast(maxWorkers, 1);
        RequireScores(scores);
        return HashLines(scores, [], maxWorkers, cancellationToken);
    }

    /// <summary>The fingerprint of two columns: a line is <c>score,loss</c>.</summary>
    /// <param name="scores">Finite scores in file order.</param>
    /// <param name="losses">One loss for each score, in [0, 1].</param>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a loss is not in [0, 1]; the message names its index.</exception>
    public static string Sha256(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        RequireScores(scores);
        RequireLosses(scores, losses);
        using var fingerprint = new CalibrationFingerprint();
        fingerprint.AppendLines(scores, losses);
        return fingerprint.ToSha256();
    }

    /// <summary>The same fingerprint of two columns, its lines written by several threads.</summary>
    /// <param name="scores">Finite scores in file order. The memory is pinned meanwhile.</param>
    /// <param name="losses">One loss for each score, in [0, 1]. The memory is pinned meanwhile.</param>
    /// <param name="maxWorkers">The largest number of threads at once, the caller's among them; at least 1. Threads come from the pool.</param>
    /// <param name="cancellationToken">Stops the work after the parts of 1,024 lines that are under way.</param>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a loss is not in [0, 1]; the message names its index.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="maxWorkers"/> is below 1.</exception>
    /// <exception cref="OperationCanceledException">Thrown when it was cancelled.</exception>
    public static string Sha256Parallel(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, int maxWorkers, CancellationToken cancellationToken = default)
    {
        Guard.AtLeast(maxWorkers, 1);
        RequireScores(scores);
        RequireLosses(scores, losses);
        return HashLines(scores, losses, maxWorkers, cancellationToken);
    }

    /// <summary>The fingerprint of three columns: a line is <c>score,lossAct,lossEscalate</c>.</summary>
    /// <param name="scores">Finite scores in file order.</param>
    /// <param name="lossAct">The loss of acting on each item, 0 or 1.</param>
    /// <param name="lossEscalate">The loss of escalating each item, 0 or 1.</param>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a loss is neither 0 nor 1; the message names column and index.</exception>
    public static string Sha256(ReadOnlySpan<double> scores, ReadOnlySpan<double> lossAct, ReadOnlySpan<double> lossEscalate)
    {
        RequireScores(scores);
        RequireLosses(scores, lossAct, nameof(lossAct));
        RequireLosses(scores, lossEscalate, nameof(lossEscalate));
        using var fingerprint = new CalibrationFingerprint();
        fingerprint.AppendLines(scores, lossAct, lossEscalate);
        return fingerprint.ToSha256();
    }

    internal static void RequireScores(ReadOnlySpan<double> scores, string name = "scores")
    {
        if (TensorPrimitives.IsFiniteAll(scores))
        {
            return;
        }

        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must be finite, but was {scores[i]:R}."), name);
            }
        }
    }

    internal static void RequireLosses(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, string name = "losses")
    {
        if (losses.Length != scores.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must have one value for each of the {scores.Length} scores, but has {losses.Length}."), name);
        }

        if (LossColumn.AreZeroOrOne(losses))
        {
            return;
        }

        for (int i = 0; i < losses.Length; i++)
        {
            if (!(losses[i] >= 0.0 && losses[i] <= 1.0))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{i}] must be in [0, 1], but was {losses[i]:R}."), name);
            }
        }
    }

    /// <summary>Refuses losses other than 0 and 1.</summary>
    internal static void RequireErrors(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, string name)
    {
        RequireLosses(scores, losses, name);
        int fraction = FirstFraction(losses);
        if (fraction >= 0)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name}[{fraction}] must be 0 or 1, but was {losses[fraction]:R}."), name);
        }
    }

    /// <summary>The index of the first loss that is neither 0 nor 1; -1 when all are.</summary>
    internal static int FirstFraction(ReadOnlySpan<double> losses)
    {
        if (LossColumn.AreZeroOrOne(losses))
        {
            return -1;
        }

        int first = 0;
        while (losses[first] is 0.0 or 1.0)
        {
            first++;
        }

        return first;
    }

    /// <summary>The fingerprint of columns that are known to be sound.</summary>
    internal static string HashLines(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, int maxWorkers, CancellationToken cancellationToken = default)
    {
        using var fingerprint = new CalibrationFingerprint();
        if (maxWorkers == 1 && !cancellationToken.CanBeCanceled)
        {
            fingerprint.AppendLines(scores, losses);
        }
        else
        {
            fingerprint.AppendLines(scores, losses, maxWorkers, cancellationToken);
        }

        return fingerprint.ToSha256();
    }

    /// <summary>The fingerprint of lines of one number, as a threshold grid has them.</summary>
    internal static string HashLines(ReadOnlySpan<double> values)
    {
        using var fingerprint = new CalibrationFingerprint();
        fingerprint.AppendLines(values);
        return fingerprint.ToSha256();
    }
}
