using System.Text.Json;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

/// <summary>The tensor files of golden/uncertainty.json, which the formats' own writers wrote or which were damaged on purpose.</summary>
internal static class GoldenTensors
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "uncertainty.json")));

    internal static JsonElement Section(string name) => Document.RootElement.GetProperty(name);

    internal static JsonElement[] Cases(string section, string part) => [.. Section(section).GetProperty(part).EnumerateArray()];

    internal static string Name(JsonElement golden) => golden.GetProperty("name").GetString()!;

    internal static byte[] Bytes(JsonElement golden) => golden.GetProperty("base64").GetBytesFromBase64();

    internal static byte[] Npz(string name) => Section("npz").GetProperty(name).GetBytesFromBase64();

    internal static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    /// <summary>Every valid file of the three formats, with what reads it.</summary>
    internal static IEnumerable<(string Name, byte[] Bytes, Action<byte[]> Read)> Valid()
    {
        foreach (JsonElement golden in Cases("safetensors", "valid"))
        {
            yield return (Name(golden), Bytes(golden), bytes => SafeTensorsFile.Parse(bytes, "golden"));
        }

        foreach (JsonElement golden in Cases("npy", "valid"))
        {
            yield return (Name(golden), Bytes(golden), bytes => NpyFile.Parse(bytes, "golden"));
        }

        yield return ("stored", Npz("stored"), bytes => NpzFile.Parse(bytes, "golden"));
        yield return ("deflated", Npz("deflated"), bytes => NpzFile.Parse(bytes, "golden"));
    }
}
