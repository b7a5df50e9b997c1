// Four mutexes, always taken in one order, a counter raised under each: what a lock validator costs where nothing is wrong.
// Prints processor nanoseconds of one nest. Built by the benchmark, with -fsanitize=thread or to be run under valgrind.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>

static std::mutex locks[4];
static long counters[4];

static double processor_ns()
{
    timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec * 1e9 + now.tv_nsec;
}

static void nest()
{
    std::lock_guard<std::mutex> a(locks[0]);
    counters[0]++;
    std::lock_guard<std::mutex> b(locks[1]);
    counters[1]++;
    std::lock_guard<std::mutex> c(locks[2]);
    counters[2]++;
    std::lock_guard<std::mutex> d(locks[3]);
    counters[3]++;
}

int main(int count, char **arguments)
{
    const long iterations = count > 1 ? std::atol(arguments[1]) : 100000;
    for (long i = 0; i < iterations / 10; i++)
        nest();

    const double start = processor_ns();
    for (long i = 0; i < iterations; i++)
        nest();

    std::printf("%.3f\n", (processor_ns() - start) / iterations);
}
