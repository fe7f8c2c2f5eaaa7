using System.Globalization;
using System.Runtime.CompilerServices;

namespace Escalation.Probes.Files;

/// <summary>The limits within which tensor files are read, and the reinterpretations that the caller asks for. Immutable.</summary>
/// <remarks>The limits are tested before anything is allocated from what a file announces. The defaults fit probes and batches of activations.</remarks>
public sealed record TensorFileOptions
{
    /// <summary>The longest header that the safetensors format itself allows, in bytes.</summary>
    public const int LargestHeaderBytes = 100_000_000;

    private const int MostTensors = 1_000_000;

    /// <summary>The defaults.</summary>
    public static TensorFileOptions Default { get; } = new();

    /// <summary>The most bytes in the header of a <c>.safetensors</c> file or the directory of an <c>.npz</c> file; 8 MiB unless set, 1 to 100,000,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is set outside its range.</exception>
    public int MaximumHeaderBytes { get; init => field = (int)Within(value, LargestHeaderBytes); } = 8 << 20;

    /// <summary>The most bytes in the header of a <c>.npy</c> file; 10,000 unless set, where numpy itself stops, 1 to 100,000,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is set outside its range.</exception>
    public int MaximumNpyHeaderBytes { get; init => field = (int)Within(value, LargestHeaderBytes); } = 10_000;

    /// <summary>The most tensors in one file; 10,000 unless set, 1 to 1,000,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is set outside its range.</exception>
    public int MaximumTensors { get; init => field = (int)Within(value, MostTensors); } = 10_000;

    /// <summary>The most bytes of all tensors together, uncompressed, that are read into memory; 1 GiB unless set, at least 1. Mapped files have no such limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is set below 1.</exception>
    public long MaximumDataBytes { get; init => field = Within(value, long.MaxValue); } = 1L << 30;

    /// <summary>How many times longer than its compressed form an array of an <c>.npz</c> file may be once it exceeds 64 KiB; 200 unless set, 1 to 1,100 (deflate reaches 1,032).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when it is set outside its range.</exception>
    public int MaximumCompressionRatio { get; init => field = (int)Within(value, 1_100); } = 200;

    /// <summary>Whether 16-bit integers of numpy files are in truth the bits of 16-bit floats, as some tools store them. Off unless set; never guessed.</summary>
    public bool ReadInt16AsFloat16 { get; init; }

    /// <summary>Whether <c>&lt;V2</c> or <c>|V2</c> of numpy files, two bytes without a meaning, is in truth bfloat16, as ml_dtypes stores it, the least significant byte first. Off unless set; never guessed.</summary>
    public bool ReadVoid2AsBFloat16 { get; init; }

    private static long Within(long value, long maximum, [CallerMemberName] string? name = null)
    {
        if (value < 1 || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name, value, string.Create(CultureInfo.InvariantCulture, $"{name} must be from 1 to {maximum}, but was {value}."));
        }

        return value;
    }
}
