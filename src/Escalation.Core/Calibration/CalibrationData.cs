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
        return Hash(scores, losses: default, withLosses: false);
    }

    /// <summary>The fingerprint of two columns: a line is <c>score,loss</c>.</summary>
    /// <param name="scores">Finite scores in file order.</param>
    /// <param name="losses">One loss for each score, 0 or 1.</param>
    /// <returns>64 lowercase hexadecimal digits.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a loss is neither 0 nor 1; the message names its index.</exception>
    public static string Sha256(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        RequireScores(scores);
        RequireLosses(scores, losses);
        return Hash(scores, losses, withLosses: true);
    }

    internal static void RequireScores(ReadOnlySpan<double> scores)
    {
        if (TensorPrimitives.IsFiniteAll(scores))
        {
            return;
        }

        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"scores[{i}] must be finite, but was {scores[i]:R}."), nameof(scores));
            }
        }
    }

    internal static void RequireLosses(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses)
    {
        if (losses.Length != scores.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"losses must have one value for each of the {scores.Length} scores, but has {losses.Length}."), nameof(losses));
        }

        if (LossColumn.AreZeroOrOne(losses))
        {
            return;
        }

        for (int i = 0; i < losses.Length; i++)
        {
            if (!(losses[i] == 0.0 || losses[i] == 1.0))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"losses[{i}] must be 0 or 1, but was {losses[i]:R}."), nameof(losses));
            }
        }
    }

    /// <summary>The fingerprint of lines of one number, as a threshold grid has them.</summary>
    internal static string HashLines(ReadOnlySpan<double> values) => Hash(values, losses: default, withLosses: false);

    private static string Hash(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, bool withLosses)
    {
        using var fingerprint = new CalibrationFingerprint();
        if (withLosses)
        {
            fingerprint.AppendLines(scores, losses);
        }
        else
        {
            fingerprint.AppendLines(scores);
        }

        return fingerprint.ToSha256();
    }
}
