namespace Escalation.Calibration;

/// <content>Lines written by several threads.</content>
public sealed partial class CalibrationFingerprint
{
    private const int PartRows = 1_024;
    private const int PartsPerWorker = 4;

    /// <summary>Up to so many parts their buffers cost more than a second thread saves.</summary>
    private const int PartsAlone = 24;

    /// <summary>Appends lines of one or two numbers, which several threads write while one hashes what was written before; few lines are written by the caller. The fingerprint is the same.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="losses">One finite loss for each score, or none.</param>
    /// <param name="maxWorkers">The largest number of threads at once, at least 1.</param>
    /// <param name="cancellationToken">Stops the work after the parts that are under way; the fingerprint is then of no use.</param>
    internal unsafe void AppendLines(ReadOnlySpan<double> scores, ReadOnlySpan<double> losses, int maxWorkers, CancellationToken cancellationToken)
    {
        int length = scores.Length;
        int parts = (int)(((long)length + PartRows - 1) / PartRows);
        if (parts <= PartsAlone)
        {
            cancellationToken.ThrowIfCancellationRequested();
            AppendLines(scores, losses);
            return;
        }

        int partsPerRound = (int)Math.Min(parts, (long)maxWorkers * PartsPerWorker);
        bool areLosses = !losses.IsEmpty;
        byte[][] written = Buffers(partsPerRound);
        byte[][] hashed = Buffers(partsPerRound);
        int[] lengths = new int[partsPerRound];
        int[] hashedLengths = new int[partsPerRound];
        Flush();

        // The loop returns only when every worker has stopped, so what is pinned here stays pinned for all of them.
        fixed (double* firstScore = scores)
        fixed (double* firstLoss = losses)
        {
            nint allScores = (nint)firstScore;
            nint allLosses = (nint)firstLoss;
            for (int first = 0; first < parts + partsPerRound; first += partsPerRound)
            {
                int start = first;
                Workers.Run(
                    maxWorkers,
                    1 + Math.Clamp(parts - start, 0, partsPerRound),
                    (_, task) =>
                    {
                        if (task == 0)
                        {
                            Hash(hashed, hashedLengths);
                            return;
                        }

                        int at = (start + task - 1) * PartRows;
                        int rows = Math.Min(PartRows, length - at);
                        lengths[task - 1] = FingerprintLines.Write(
                            new ReadOnlySpan<double>((double*)allScores + at, rows),
                            new ReadOnlySpan<double>((double*)allLosses + at, areLosses ? rows : 0),
                            default,
                            written[task - 1]);
                    },
                    cancellationToken);
                (written, hashed) = (hashed, written);
                (lengths, hashedLengths) = (hashedLengths, lengths);
                Array.Clear(lengths);
            }
        }
    }

    private static byte[][] Buffers(int count)
    {
        byte[][] buffers = new byte[count][];
        for (int i = 0; i < count; i++)
        {
            buffers[i] = GC.AllocateUninitializedArray<byte>(PartRows * FingerprintLines.MaxLength);
        }

        return buffers;
    }

    private void Hash(byte[][] parts, int[] lengths)
    {
        for (int part = 0; part < parts.Length; part++)
        {
            _hash.AppendData(parts[part].AsSpan(0, lengths[part]));
        }
    }
}
