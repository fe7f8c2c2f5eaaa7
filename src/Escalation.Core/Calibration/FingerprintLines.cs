namespace Escalation.Calibration;

/// <summary>The lines that a <see cref="CalibrationFingerprint"/> is computed of.</summary>
internal static class FingerprintLines
{
    /// <summary>Room for the longest line.</summary>
    internal const int MaxLength = (3 * CanonicalNumber.MaxLength) + 3;

    /// <summary>Writes lines of one to three numbers; a column that is not there is empty.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="losses">One finite loss for each score, or none.</param>
    /// <param name="others">As many of another kind, or none.</param>
    /// <param name="destination"><see cref="MaxLength"/> bytes a line.</param>
    /// <returns>The number of bytes written; what stands behind them may have changed too.</returns>
    internal static int Write(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, ReadOnlySpan<double> others, Span<byte> destination)
    {
        int used = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            used += CanonicalNumber.Format(scores[i], destination[used..]);
            if (!losses.IsEmpty)
            {
                used += WriteLoss(losses[i], destination[used..]);
            }

            if (!others.IsEmpty)
            {
                used += WriteLoss(others[i], destination[used..]);
            }

            destination[used++] = (byte)'\n';
        }

        return used;
    }

    private static int WriteLoss(double loss, Span<byte> destination)
    {
        destination[0] = (byte)',';
        if (loss is 0.0 or 1.0)
        {
            destination[1] = loss == 0.0 ? (byte)'0' : (byte)'1';
            return 2;
        }

        return 1 + CanonicalNumber.Format(loss, destination[1..]);
    }
}
