#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"

uint64_t
hash_seed(void)
{
	uint64_t seed = 0;
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	if (fd >= 0) {
		if (read(fd, &seed, sizeof(seed)) != (ssize_t)sizeof(seed))
			seed = 0;
		close(fd);
	}
	if (seed == 0)
		seed = (uint64_t)time(NULL) * 0x9e3779b97f4a7c15u + (uint64_t)getpid();
	return seed;
}
