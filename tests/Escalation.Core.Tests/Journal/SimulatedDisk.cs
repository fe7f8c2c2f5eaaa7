using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

/// <summary>
/// A disk in memory. What was flushed survives a power failure; of what was not, each sector survives or not as a seed says, in any order, and lengths
/// may be the old or the new ones. Operations fail where the test says, and after a kill all of them do.
/// </summary>
internal sealed class SimulatedDisk : IJournalFolder
{
    private const int SectorBytes = 64;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, SimulatedFile> _files = [];
    private readonly Dictionary<long, SimulatedFile> _deleted = [];

    /// <summary>The operation, counted from 1, at which something happens; 0 for never.</summary>
    public int FailAt { get; set; }

    /// <summary>Whether all later operations fail too.</summary>
    public bool FailForever { get; set; }

    public int Operations { get; private set; }

    public IReadOnlyList<long> Segments
    {
        get
        {
            lock (_gate)
            {
                return [.. _files.Keys];
            }
        }
    }

    public byte[] this[long segment]
    {
        get
        {
            lock (_gate)
            {
                return [.. _files[segment].Current];
            }
        }

        set
        {
            lock (_gate)
            {
                _files[segment] = new SimulatedFile { Current = [.. value], Synced = [.. value] };
            }
        }
    }

    public byte[] AllBytes => [.. Segments.SelectMany(segment => this[segment])];

    public IJournalStorage Open(long segment) => new Handle(this, segment);

    public IJournalStorage OpenRead(long segment) => new Handle(this, segment);

    public IJournalStorage Create(long segment)
    {
        lock (_gate)
        {
            Step();
            _files.Add(segment, new SimulatedFile());
            return new Handle(this, segment);
        }
    }

    public void Delete(long segment)
    {
        lock (_gate)
        {
            Step();
            _files.Remove(segment, out SimulatedFile? file);
            _deleted[segment] = file!;
        }
    }

    /// <summary>Removes a segment behind the journal's back.</summary>
    public void Steal(long segment)
    {
        lock (_gate)
        {
            _files.Remove(segment);
        }
    }

    public void Dispose()
    {
    }

    /// <summary>What the next process finds after the process was killed: everything that reached the operating system.</summary>
    public SimulatedDisk AfterKill()
    {
        var next = new SimulatedDisk();
        lock (_gate)
        {
            foreach ((long segment, SimulatedFile file) in _files)
            {
                next[segment] = file.Current;
            }
        }

        return next;
    }

    /// <summary>What the next process finds after a power failure.</summary>
    public SimulatedDisk AfterPowerFailure(int seed)
    {
        var random = new Random(seed);
        var next = new SimulatedDisk();
        lock (_gate)
        {
            foreach ((long segment, SimulatedFile file) in _files)
            {
                next[segment] = file.Survive(random);
            }

            foreach ((long segment, SimulatedFile file) in _deleted)
            {
                if (random.Next(2) == 0)
                {
                    next[segment] = file.Survive(random);
                }
            }
        }

        return next;
    }

    private void Step()
    {
        Operations++;
        if (FailAt > 0 && (Operations == FailAt || (FailForever && Operations > FailAt)))
        {
            throw new IOException("Input/output error");
        }
    }

    private sealed class SimulatedFile
    {
        public byte[] Current { get; set; } = [];

        public byte[] Synced { get; set; } = [];

        /// <summary>Sector by sector, the old or the new bytes; the length is one of the two, or between them.</summary>
        public byte[] Survive(Random random)
        {
            int length = random.Next(3) switch
            {
                0 => Synced.Length,
                1 => Current.Length,
                _ => random.Next(Math.Min(Synced.Length, Current.Length), Math.Max(Synced.Length, Current.Length) + 1),
            };
            byte[] survived = new byte[length];
            for (int at = 0; at < length; at += SectorBytes)
            {
                byte[] source = random.Next(2) == 0 ? Synced : Current;
                for (int i = at; i < Math.Min(at + SectorBytes, length); i++)
                {
                    survived[i] = i < source.Length ? source[i] : i < Synced.Length ? Synced[i] : (byte)0;
                }
            }

            return survived;
        }
    }

    private sealed class Handle(SimulatedDisk disk, long segment) : IJournalStorage
    {
        private readonly SimulatedFile _file = disk._files[segment];

        public bool IsInPlace
        {
            get
            {
                lock (disk._gate)
                {
                    return disk._files.TryGetValue(segment, out SimulatedFile? present) && ReferenceEquals(present, _file);
                }
            }
        }

        public long Length
        {
            get
            {
                lock (disk._gate)
                {
                    return _file.Current.Length;
                }
            }
        }

        public int Read(long offset, Span<byte> buffer)
        {
            lock (disk._gate)
            {
                int count = (int)Math.Clamp(_file.Current.Length - offset, 0, buffer.Length);
                _file.Current.AsSpan((int)offset, count).CopyTo(buffer);
                return count;
            }
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes)
        {
            lock (disk._gate)
            {
                try
                {
                    disk.Step();
                }
                catch (IOException)
                {
                    Put(offset, bytes[..(bytes.Length / 2)]);
                    throw;
                }

                Put(offset, bytes);
            }
        }

        public void SetLength(long length)
        {
            lock (disk._gate)
            {
                disk.Step();
                _file.Current = _file.Current[..(int)length];
            }
        }

        public void Flush()
        {
            lock (disk._gate)
            {
                disk.Step();
                _file.Synced = [.. _file.Current];
            }
        }

        public void Dispose()
        {
        }

        private void Put(long offset, ReadOnlySpan<byte> bytes)
        {
            byte[] grown = new byte[Math.Max(_file.Current.Length, offset + bytes.Length)];
            _file.Current.CopyTo(grown, 0);
            bytes.CopyTo(grown.AsSpan((int)offset));
            _file.Current = grown;
        }
    }
}
