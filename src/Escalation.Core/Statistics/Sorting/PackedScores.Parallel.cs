using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;

namespace Escalation.Statistics.Sorting;

/// <content>Packing on several threads.</content>
internal sealed partial class PackedScores<T, TWord, TWords>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TWord : unmanaged, IBinaryInteger<TWord>, IUnsignedNumber<TWord>
    where TWords : struct, IScoreWords<T, TWord>
{
    private const int PartLength = SharedSort.PartLength;

    /// <summary>Packs and sorts on several threads: the same words in the same places.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="column">Their flags.</param>
    /// <param name="maxWorkers">The largest number of threads at once, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, a score is not finite or a value is no flag, in the words of the column.</exception>
    internal static PackedScores<T, TWord, TWords> Of<TFlags>(ReadOnlySpan<T> scores, TFlags column, int maxWorkers)
        where TFlags : ISharedFlagColumn, allows ref struct
    {
        if (maxWorkers == 1 || scores.Length <= PartLength)
        {
            return Of(scores, column);
        }

        column.RequireLength(scores.Length);
        var packed = new PackedScores<T, TWord, TWords>(scores.Length);
        TWord[] spare = [];
        try
        {
            Part[] parts = packed.PackParts(scores, column, maxWorkers);
            (TWord notNegative, TWord negative) = packed.Differing(parts);
            spare = ArrayPool<TWord>.Shared.Rent(scores.Length);
            SharedSort.Sort(packed._words.AsMemory(0, packed.NotNegative), spare, notNegative, maxWorkers);
            SharedSort.Sort(packed._words.AsMemory(packed.NotNegative, scores.Length - packed.NotNegative), spare, negative, maxWorkers);
            return packed;
        }
        catch
        {
            packed.Dispose();
            throw;
        }
        finally
        {
            ArrayPool<TWord>.Shared.Return(spare);
        }
    }

    /// <summary>Fills the words as one thread does: once the scores below zero are counted, it is known where the words of each part go.</summary>
    private unsafe Part[] PackParts<TFlags>(ReadOnlySpan<T> scores, TFlags column, int maxWorkers)
        where TFlags : ISharedFlagColumn, allows ref struct
    {
        var parts = new Part[(int)(((long)_length + PartLength - 1) / PartLength)];
        fixed (T* first = scores)
        fixed (byte* values = &column.GetPinnableReference())
        {
            var source = (nint)first;
            FlagReader flags = column.Reader((nint)values);
            Workers.Run(maxWorkers, parts.Length, (_, part) => parts[part].Negative = CountNegative(ScoresOf((T*)source, part)));
            int negative = 0;
            for (int part = 0; part < parts.Length; part++)
            {
                parts[part].NegativeBefore = negative;
                negative += parts[part].Negative;
            }

            NotNegative = _length - negative;
            Workers.Run(maxWorkers, parts.Length, (_, part) => Pack(ScoresOf((T*)source, part), flags, part * PartLength, ref parts[part]));
        }

        int fault = Array.FindIndex(parts, static part => part.IsFaulty);
        if (fault >= 0)
        {
            column.Throw(scores, parts[fault].Fault);
        }

        return parts;
    }

    private unsafe ReadOnlySpan<T> ScoresOf(T* scores, int part)
    {
        int start = part * PartLength;
        return new ReadOnlySpan<T>(scores + start, Math.Min(PartLength, _length - start));
    }

    /// <summary>Packs the scores of a part up to the first block with a fault.</summary>
    private void Pack(ReadOnlySpan<T> scores, FlagReader flags, int start, ref Part part)
    {
        Span<int> buffer = stackalloc int[BlockLength];
        part.NotNegativeStart = start - part.NegativeBefore;
        part.NegativeEnd = _length - part.NegativeBefore;
        var sides = new Sides(
            _words.AsSpan(part.NotNegativeStart, scores.Length - part.Negative),
            _words.AsSpan(part.NegativeEnd - part.Negative, part.Negative));
        for (int at = 0; at < scores.Length; at += BlockLength)
        {
            ReadOnlySpan<T> block = scores.Slice(at, Math.Min(BlockLength, scores.Length - at));
            Span<int> blockFlags = buffer[..block.Length];
            blockFlags.Clear();
            if (!TensorPrimitives.IsFiniteAll(block) || !flags(start + at, blockFlags))
            {
                (part.IsFaulty, part.Fault) = (true, start + at);
                return;
            }

            sides.Add(block, blockFlags);
        }

        part.NotNegative = sides.NotNegative;
        part.DifferingNotNegative = sides.DifferingNotNegative;
        part.DifferingNegative = sides.DifferingNegative;
    }

    /// <summary>Where any two words of a side differ: those of one part, or the first words of two parts.</summary>
    private (TWord NotNegative, TWord Negative) Differing(Part[] parts)
    {
        TWord notNegative = TWord.Zero;
        TWord negative = TWord.Zero;
        foreach (Part part in parts)
        {
            if (part.NotNegative > 0)
            {
                notNegative |= part.DifferingNotNegative | (_words[part.NotNegativeStart] ^ _words[0]);
            }

            if (part.Negative > 0)
            {
                negative |= part.DifferingNegative | (_words[part.NegativeEnd - 1] ^ _words[_length - 1]);
            }
        }

        return (notNegative, negative);
    }

    private static int CountNegative(ReadOnlySpan<T> scores)
    {
        int count = 0;
        foreach (T score in scores)
        {
            count += T.IsNegative(score + T.Zero) ? 1 : 0;
        }

        return count;
    }

    /// <summary>What is known of the scores of one part.</summary>
    private struct Part
    {
        internal int Negative;
        internal int NotNegative;

        /// <summary>The scores below zero in the parts before.</summary>
        internal int NegativeBefore;
        internal int NotNegativeStart;
        internal int NegativeEnd;
        internal TWord DifferingNotNegative;
        internal TWord DifferingNegative;
        internal bool IsFaulty;

        /// <summary>Where the first block with a fault begins.</summary>
        internal int Fault;
    }
}
