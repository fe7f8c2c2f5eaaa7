using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>
/// A hash of at least 100,000 scores of every stored type, many lengths, numbers of rows and numbers of probes, and another of as many whose activations lie about
/// the least normal float, some of them below it, without a bias that would hide them.
/// </summary>
internal static class ScoreHash
{
    /// <summary>The argument that makes a process of this assembly print the hash.</summary>
    internal const string Argument = "score-hash";

    private static readonly int[] Lengths = [1, 2, 3, 5, 7, 8, 11, 15, 16, 17, 23, 31, 32, 33, 48, 63, 64, 65, 80, 100, 127, 129, 200, 256, 333, 512, 1000];

    private const int TinyExponent = -124;

    /// <summary>The hashes in hexadecimal, a line for each, and how many scores are in each.</summary>
    internal static string Compute() => Hash(exponent: 0) + '\n' + Hash(TinyExponent);

    private static string Hash(int exponent)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int count = 0;
        ulong state = 0x9E3779B97F4A7C15;
        for (int round = 0; count < 100_000; round++)
        {
            foreach (int length in Lengths)
            {
                foreach (ActivationType type in Draws.Types)
                {
                    int rows = round == 1 ? 25_000 / (length * length) + 33 : 1 + (count % 9);
                    count += Add(hash, ref state, type, length, rows, probes: 1 + ((count + round) % 8), exponent);
                }
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(hash.GetHashAndReset())} {count}");
    }

    private static int Add(IncrementalHash hash, ref ulong state, ActivationType type, int length, int rows, int probes, int exponent)
    {
        var set = new KeyValuePair<string, LinearProbe>[probes];
        var weights = new float[length];
        for (int probe = 0; probe < probes; probe++)
        {
            for (int i = 0; i < length; i++)
            {
                weights[i] = Next(ref state, 40);
            }

            set[probe] = new(probe.ToString(CultureInfo.InvariantCulture), new LinearProbe(weights, exponent == 0 ? Next(ref state, 1) : 0.0, Fingerprints.Small));
        }

        int size = ActivationRows.SizeOf(type);
        byte[] batch = new byte[rows * length * size];
        for (int i = 0; i < rows * length; i++)
        {
            // One in a hundred and fifty thousand is any bits at all, infinities and NaN among them.
            Draws.Write(type, batch.AsSpan(i * size), MathF.ScaleB(Next(ref state, 60), exponent));
            if (state % 150_001 == 0)
            {
                MemoryMarshal.AsBytes(new Span<ulong>(ref state))[..size].CopyTo(batch.AsSpan(i * size));
            }
        }

        ActivationRows view = ActivationRows.FromBytes(batch, type, length, type == ActivationType.Int8 ? 0.0123f : 1f);
        var scores = new float[rows * probes];
        if (probes == 1)
        {
            set[0].Value.Score(view, scores);
        }
        else
        {
            new ProbeSet(set).Score(view, scores);
        }

        foreach (ref float score in scores.AsSpan())
        {
            // The payload of a NaN is not part of the contract.
            score = float.IsNaN(score) ? float.NaN : score;
        }

        hash.AppendData(MemoryMarshal.AsBytes<float>(scores));
        return scores.Length;
    }

    // splitmix64; one number in sixteen has an exponent from a wide range.
    private static float Next(ref ulong state, int wide)
    {
        state += 0x9E3779B97F4A7C15;
        ulong z = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        float value = ((int)(z >> 40) - (1 << 23)) * (1f / (1 << 22));
        return (z & 15) == 0 ? MathF.ScaleB(value, (int)((z >> 8) % (uint)wide) - (wide * 3 / 4)) : value;
    }
}
